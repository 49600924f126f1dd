import { Button } from "@/ui/primitives/button";

/** Downloads the signed lines of the record about a guest, for somebody who verifies them without Gatehouse. */
export function ProofLink({ guestId }: { guestId: string }) {
  return (
    <Button asChild variant="link" className="text-meta">
      <a href={`/api/admin/guest/${encodeURIComponent(guestId)}/proof`} download>
        Download proof
      </a>
    </Button>
  );
}
