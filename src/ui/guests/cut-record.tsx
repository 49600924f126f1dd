import type { Guest, Receipt } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Time } from "@/ui/primitives/time";
import { useAction } from "@/ui/use-action";
import { ProofLink } from "./proof-link";
import { Reason } from "./reason";
import { describeTogether } from "./describe-together";
import { ReceiptLine } from "./receipt-line";

interface CutRecordProps {
  guest: Guest;
  receipt: Receipt | null;
  onConfirm: (guest: Guest) => Promise<void>;
}

/** When and why a guest's access was revoked, with the receipt. */
export function CutRecord({ guest, receipt, onConfirm }: CutRecordProps) {
  const { run, busy } = useAction(() => onConfirm(guest));
  const isOpen = guest.status === "locked" && receipt?.confirmed === false;
  return (
    <div
      role="status"
      className="flex animate-fade-in flex-wrap items-center gap-x-3 gap-y-0.5 border-cut/50 border-l-2 pl-3"
    >
      {guest.lockedAt && (
        <span className="min-w-0 text-ink-soft text-meta">
          Revoked <Time at={guest.lockedAt} />
          {describeTogether(receipt && guest.lastCut?.together)}
          {guest.lockReason && (
            <>
              : <Reason>{guest.lockReason}</Reason>
            </>
          )}
        </span>
      )}
      {receipt && <ReceiptLine receipt={receipt} />}
      {receipt && <ProofLink guestId={guest.id} />}
      {isOpen && (
        <Button
          variant="link"
          className="text-meta"
          aria-disabled={busy}
          onClick={() => void run()}
        >
          {busy ? "Asking again…" : "Ask again for confirmation"}
        </Button>
      )}
    </div>
  );
}
