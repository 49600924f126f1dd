import type { SignedIn } from "@/core/access/principal";
import { readSession } from "@/core/access/read-session";
import { unauthenticated } from "@/core/errors";

/**
 * Who makes a request.
 * @throws AppError UNAUTHENTICATED
 */
export async function requireSignedIn(request: Request): Promise<SignedIn> {
  const signedIn = await readSession(request.headers.get("cookie"));
  if (!signedIn) throw unauthenticated();
  return signedIn;
}

/** Where a request comes from, as the server resolved it. */
export function addressOf(request: Request): string {
  return request.headers.get("x-forwarded-for") ?? "unknown";
}
