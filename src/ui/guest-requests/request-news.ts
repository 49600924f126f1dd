import type { GuestRequest } from "@/lib/api-types";
import { toast } from "@/ui/primitives/toast";

/** Says how an admin has decided about the user's own request. */
export function sayRequestNews({
  id,
  status,
  email,
  decidedBy,
  declineReason,
}: GuestRequest): void {
  if (status === "open") return;
  const who = decidedBy?.name ?? "An admin";
  if (status === "approved") {
    toast.success(`${who} has approved your guest`, {
      id,
      description: `${email} is invited. The guest sees you as the one who invited them.`,
    });
    return;
  }
  toast.info(`${who} has declined your guest`, {
    id,
    description: declineReason ? `${email}: “${declineReason}”` : email,
  });
}
