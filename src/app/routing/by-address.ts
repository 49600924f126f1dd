import { countAgainst, refundUse, type Limit } from "@/core/limits";
import { networkOf } from "@/lib/network-of";
import { addressOf } from "./caller";

/**
 * Counts a request against a limit, by the address that it comes from.
 * @throws AppError RATE_LIMITED
 */
export async function countByAddress(limit: Limit, request: Request): Promise<void> {
  await countAgainst(limit, networkOf(addressOf(request)));
}

/**
 * As `countByAddress`, for guesses. What succeeds is refunded, so that many people who are right at one address do not
 * lock anybody out.
 */
export async function countTries<T>(
  limit: Limit,
  request: Request,
  act: () => Promise<T>,
): Promise<T> {
  await countByAddress(limit, request);
  const result = await act();
  await refundUse(limit, networkOf(addressOf(request)));
  return result;
}
