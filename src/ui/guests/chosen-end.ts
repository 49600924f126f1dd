import { RequestFailed } from "@/ui/request";
import { fromLocalInput, hoursFromNow, latestEnd, readHours } from "./access-length";
import type { AccessChoice } from "./access-length-field";

/**
 * The chosen end of access as an ISO time. Null for no end, undefined while the choice is incomplete.
 * @param maxDays for how many days the workspace allows access at most. A number of days that is as long ends within it.
 */
export function findEnd(choice: AccessChoice, maxDays: number | null): string | null | undefined {
  if (choice.length === "none") return null;
  if (choice.length === "date") return fromLocalInput(choice.date) ?? undefined;
  const hours = readHours(choice);
  if (hours === null) return undefined;
  return hours === 24 * (maxDays ?? 0) ? latestEnd(maxDays) : hoursFromNow(hours);
}

/** As `findEnd`. @throws RequestFailed while the choice is incomplete */
export function readEnd(choice: AccessChoice, maxDays: number | null): string | null {
  const end = findEnd(choice, maxDays);
  if (end !== undefined) return end;
  throw new RequestFailed("Choose how long", "VALIDATION", 400, [
    { path: "expiresAt", message: "Choose how long" },
  ]);
}
