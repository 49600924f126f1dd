"use client";

import type { AuditEvent } from "@/lib/api-types";
import { readGivenReason } from "@/ui/guests/given-reason";
import { ProofLink } from "@/ui/guests/proof-link";
import { Reason } from "@/ui/guests/reason";
import { ReceiptLine } from "@/ui/guests/receipt-line";
import { PersonAvatar } from "@/ui/people/person-avatar";
import { cn } from "@/ui/primitives/cn";
import { Table, TableCell, TableHead, TableRow } from "@/ui/primitives/table";
import { Time } from "@/ui/primitives/time";
import { describeDetails } from "./describe-details";
import { describeEvent, isCut, readEndedGuest } from "./describe-event";

/** The audit log as sentences. A cut is shown with its reason and its receipt. */
export function AuditTable({ events }: { events: AuditEvent[] }) {
  return (
    <Table aria-label="Audit log" className="border-t">
      <thead>
        <tr>
          <TableHead className="hidden @xl:table-cell">When</TableHead>
          <TableHead className="@max-xl:pl-4">What happened</TableHead>
          <TableHead className="hidden @3xl:table-cell">Details</TableHead>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <AuditRow key={event.id} event={event} />
        ))}
      </tbody>
    </Table>
  );
}

function AuditRow({ event }: { event: AuditEvent }) {
  const details = describeDetails(event);
  const reason = readGivenReason(event.data);
  const endedGuest = readEndedGuest(event);
  return (
    <TableRow className="align-top">
      <TableCell className="hidden w-44 whitespace-nowrap align-top text-ink-soft @xl:table-cell">
        <Time at={event.at} show="moment" />
      </TableCell>
      <TableCell className="align-top [overflow-wrap:anywhere] @max-xl:pl-4">
        <div className="flex items-start gap-2">
          <Face event={event} />
          <div className="min-w-0">
            <Sentence event={event} />
            <div className="mt-0.5 flex flex-wrap items-center gap-x-3 text-ink-soft text-meta empty:hidden">
              <Time at={event.at} show="moment" className="@xl:hidden" />
              {reason && <Reason>{reason}</Reason>}
              {event.data.receipt && <ReceiptLine receipt={event.data.receipt} />}
              {endedGuest && <ProofLink guestId={endedGuest} />}
              {details.length > 0 && <span className="@3xl:hidden">{details.join(" · ")}</span>}
            </div>
          </div>
        </div>
      </TableCell>
      <TableCell className="hidden w-1/3 align-top text-ink-soft [overflow-wrap:anywhere] @3xl:table-cell">
        {details.join(" · ")}
        {typeof event.data.address === "string" && (
          <span className="block font-mono text-ink-faint text-meta">{event.data.address}</span>
        )}
      </TableCell>
    </TableRow>
  );
}

/** The avatar of the person who acted, beside the first line of the entry. */
function Face({ event }: { event: AuditEvent }) {
  const actorId = event.actor?.id;
  if (!actorId) return null;
  const { who } = describeEvent(event);
  return (
    <PersonAvatar id={actorId} name={who} size="tiny" guest={event.action === "guest.joined"} />
  );
}

function Sentence({ event }: { event: AuditEvent }) {
  const { who, verb, whom } = describeEvent(event);
  return (
    <div>
      <span className="font-medium">{who}</span>{" "}
      <span className={cn("text-ink-soft", isCut(event.action) && "font-medium text-cut-ink")}>
        {verb}
      </span>{" "}
      {whom && <span className="font-medium">{whom}</span>}
    </div>
  );
}
