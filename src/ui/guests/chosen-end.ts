import { RequestFailed } from "@/ui/request";
import { fromLocalInput, hoursFromNow, readHours } from "./access-length";
import type { AccessChoice } from "./access-length-field";

/** The chosen end of access as an ISO time. Null for no end, undefined while the choice is incomplete. */
export function findEnd(choice: AccessChoice): string | null | undefined {
  if (choice.length === "none") return null;
  if (choice.length === "date") return fromLocalInput(choice.date) ?? undefined;
  const hours = readHours(choice);
  return hours === null ? undefined : hoursFromNow(hours);
}

/** As `findEnd`. @throws RequestFailed while the choice is incomplete */
export function readEnd(choice: AccessChoice): string | null {
  const end = findEnd(choice);
  if (end !== undefined) return end;
  throw new RequestFailed("Choose how long", "VALIDATION", 400, [
    { path: "expiresAt", message: "Choose how long" },
  ]);
}
