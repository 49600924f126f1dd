"use client";

import { Badge } from "./badge";
import { Tooltip } from "./tooltip";

/** The amber word that marks an outsider; who admitted them stands in the tooltip. */
export function GuestPill({ sponsor, className }: { sponsor?: string | null; className?: string }) {
  const pill = (
    <Badge tone="guest" className={className} tabIndex={sponsor ? 0 : undefined}>
      Guest
      {sponsor && <span className="sr-only">, invited by {sponsor}</span>}
    </Badge>
  );
  return sponsor ? <Tooltip content={`Invited by ${sponsor}`}>{pill}</Tooltip> : pill;
}
