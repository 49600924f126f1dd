"use client";

import { useState } from "react";
import type { RefusedOrigin } from "@/lib/api-types";
import { CopyLink } from "@/ui/members/copy-link";
import { Button } from "@/ui/primitives/button";
import { Table, TableCell, TableHead, TableRow } from "@/ui/primitives/table";
import { Time } from "@/ui/primitives/time";
import { describeUnusable, toSetting } from "./allow-origin";

/** One row for each origin; on a phone, its figures stand below it. */
export function OriginsTable({
  allowed,
  refused,
}: {
  allowed: string[];
  refused: RefusedOrigin[];
}) {
  return (
    <Table aria-label="Refused origins" className="border-t">
      <thead>
        <tr>
          <TableHead className="@max-xl:pl-4">Origin</TableHead>
          <TableHead className="hidden text-right @xl:table-cell">Times</TableHead>
          <TableHead className="hidden @xl:table-cell">First</TableHead>
          <TableHead className="hidden @xl:table-cell">Last</TableHead>
          <TableHead className="hidden @5xl:table-cell">From</TableHead>
        </tr>
      </thead>
      <tbody>
        {refused.map((one) => (
          <OriginRow key={one.origin} allowed={allowed} one={one} />
        ))}
      </tbody>
    </Table>
  );
}

function OriginRow({ allowed, one }: { allowed: string[]; one: RefusedOrigin }) {
  const { origin, count, firstAt, lastAt, addresses } = one;
  return (
    <TableRow>
      <TableCell className="align-top @max-xl:pl-4">
        <span className="font-mono text-meta [overflow-wrap:anywhere]">{origin}</span>
        <div className="nums mt-0.5 text-ink-soft text-meta @xl:hidden">
          {count === 1 ? "Once" : `${count.toLocaleString("en")} times, the last`}{" "}
          <Time at={lastAt} show="moment" />
          {count > 1 && (
            <>
              , the first <Time at={firstAt} show="moment" />
            </>
          )}
        </div>
        <div className="mt-0.5 text-meta @5xl:hidden">
          <Addresses addresses={addresses} />
        </div>
        <Advice origin={origin} allowed={allowed} />
      </TableCell>
      <TableCell className="hidden text-right align-top @xl:table-cell">
        {count.toLocaleString("en")}
      </TableCell>
      <TableCell className="hidden whitespace-nowrap align-top text-ink-soft @xl:table-cell">
        <Time at={firstAt} show="moment" />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap align-top text-ink-soft @xl:table-cell">
        <Time at={lastAt} show="moment" />
      </TableCell>
      <TableCell className="hidden w-1/4 align-top text-meta @5xl:table-cell">
        <Addresses addresses={addresses} />
      </TableCell>
    </TableRow>
  );
}

function Addresses({ addresses }: { addresses: string[] }) {
  return (
    <span className="font-mono text-ink-faint [overflow-wrap:anywhere]">
      {addresses.join(", ")}
    </span>
  );
}

/** The line for the settings, for an origin that a setting can allow. */
function Advice({ origin, allowed }: { origin: string; allowed: string[] }) {
  const [isOpen, setIsOpen] = useState(false);
  const unusable = describeUnusable(origin);
  if (unusable !== null) return <p className="mt-0.5 text-ink-soft text-meta">{unusable}</p>;
  if (!isOpen) {
    return (
      <div className="mt-0.5">
        <Button variant="link" className="text-meta" onClick={() => setIsOpen(true)}>
          This is mine<span className="sr-only">: {origin}</span>
        </Button>
      </div>
    );
  }
  return (
    <div className="mt-1.5 max-w-120">
      <CopyLink url={toSetting(allowed, origin)} what="line" label={`The line for ${origin}`} />
    </div>
  );
}
