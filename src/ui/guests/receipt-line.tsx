import { Check, TriangleAlert } from "lucide-react";
import type { Receipt } from "@/lib/api-types";
import { cn } from "@/ui/primitives/cn";

/** What a cut came to: `3 of 3 connections cut · 2 of 2 nodes confirmed · 14 ms`. */
export function ReceiptLine({ receipt, className }: { receipt: Receipt; className?: string }) {
  const { connections, nodes, confirmed, elapsedMs } = receipt;
  return (
    <span
      className={cn(
        "nums inline-flex flex-wrap items-center gap-x-1.5 text-meta",
        confirmed ? "text-confirmed-ink" : "text-ink",
        className,
      )}
    >
      {confirmed ? (
        <Check aria-hidden className="size-3.5 stroke-[2.5]" />
      ) : (
        <TriangleAlert aria-hidden className="size-3.5" />
      )}
      <span>{describeCut(connections)}</span>
      <span aria-hidden>·</span>
      <span>
        {nodes.confirmed} of {nodes.expected} {nodes.expected === 1 ? "node" : "nodes"} confirmed
      </span>
      <span aria-hidden>·</span>
      <span>{elapsedMs.toLocaleString()} ms</span>
    </span>
  );
}

function describeCut(connections: number): string {
  if (connections === 0) return "no connection was open";
  const noun = connections === 1 ? "connection" : "connections";
  return `${connections} of ${connections} ${noun} cut`;
}
