import { Check, TriangleAlert } from "lucide-react";
import type { Receipt } from "@/lib/api-types";
import { describeCut, describeNodes, describeWithdrawn } from "@/lib/receipt-words";
import { cn } from "@/ui/primitives/cn";

/** The receipt of a cut: `3 connections cut · 2 of 2 nodes confirmed · 14 ms`. */
export function ReceiptLine({ receipt, className }: { receipt: Receipt; className?: string }) {
  const { connections, nodes, confirmed, elapsedMs, invites } = receipt;
  const Sign = confirmed ? Check : TriangleAlert;
  return (
    <span
      className={cn(
        "nums relative inline-flex flex-wrap items-center gap-x-1.5 pl-5 text-meta",
        confirmed ? "text-confirmed-ink" : "text-ink",
        className,
      )}
    >
      <Sign
        aria-hidden
        className={cn("absolute top-px left-0 size-3.5", confirmed && "stroke-[2.5]")}
      />
      <span>{describeCut(connections, confirmed, (count) => count.toLocaleString("en"))}</span>
      <Dot />
      <span className="whitespace-nowrap">
        {nodes.expected > 0 && (
          <>
            {describeNodes(nodes)}
            <Dot className="mx-1.5" />
          </>
        )}
        {elapsedMs.toLocaleString("en")} ms
      </span>
      {invites > 0 && (
        <>
          <Dot />
          <span className="whitespace-nowrap">{describeWithdrawn(invites)}</span>
        </>
      )}
    </span>
  );
}

/**
 * A dot between two parts of the line. Screen readers get a comma in its place, or they would read the parts as one
 * phrase.
 */
function Dot({ className }: { className?: string }) {
  return (
    <span className={className}>
      <span aria-hidden>·</span>
      <span className="sr-only">, </span>
    </span>
  );
}
