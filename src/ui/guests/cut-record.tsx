import type { Guest, Receipt } from "@/lib/api-types";
import { Time } from "@/ui/primitives/time";
import { Reason } from "./reason";
import { ReceiptLine } from "./receipt-line";

/** When and why somebody was cut off, with the proof. */
export function CutRecord({ guest, receipt }: { guest: Guest; receipt: Receipt | null }) {
  return (
    <div
      role="status"
      className="flex animate-fade-in flex-wrap items-center gap-x-3 gap-y-0.5 border-cut/50 border-l-2 pl-3"
    >
      {guest.lockedAt && (
        <span className="min-w-0 text-ink-soft text-meta">
          Cut off <Time at={guest.lockedAt} />
          {guest.lockReason && (
            <>
              : <Reason>{guest.lockReason}</Reason>
            </>
          )}
        </span>
      )}
      {receipt && <ReceiptLine receipt={receipt} />}
    </div>
  );
}
