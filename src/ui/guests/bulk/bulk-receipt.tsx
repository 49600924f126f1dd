import { ReceiptLine } from "../receipt-line";
import type { BulkAnswer } from "./bulk-action";

const NAMED = 100;

/** What was done, with the one receipt for all of them. */
export function BulkReceipt({ answer, takes }: { answer: BulkAnswer; takes: boolean }) {
  const { guests, receipt } = answer;
  const more = guests.length - NAMED;
  return (
    <div className="flex flex-col gap-3">
      {takes && (
        <p role="status">
          <ReceiptLine receipt={receipt} />
        </p>
      )}
      {takes && !receipt.confirmed && (
        <p className="text-pretty text-ink-soft">
          Not every server has confirmed it. Those stop serving them within seconds.
        </p>
      )}
      <p className="text-ink-soft [overflow-wrap:anywhere]">
        {guests
          .slice(0, NAMED)
          .map(({ name }) => name)
          .join(", ")}
        {more > 0 && ` and ${more.toLocaleString("en")} more`}
      </p>
    </div>
  );
}
