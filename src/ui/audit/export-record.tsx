"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/primitives/button";
import { nameOwnZone } from "@/ui/time-zone";
import { type DayRange, isBackwards, toRangeQuery } from "@/ui/day-range";
import { DayRangeFields } from "@/ui/day-range-fields";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/primitives/popover";
import { type AuditFilter, toQuery } from "./use-audit";

/** Takes the signed record out as a file, all of it or that of some days. */
export function ExportRecord({ slug, filter }: { slug: string; filter: AuditFilter }) {
  const [range, setRange] = useState<DayRange>({ from: "", to: "" });
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button>
          <Download aria-hidden />
          <span className="max-sm:sr-only">Export</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Export the record" className="flex flex-col gap-3">
        <DayRangeFields range={range} onChange={setRange} />
        <p className="text-pretty text-ink-faint text-meta">
          Days in {nameOwnZone()}. Every line is signed: whoever gets the file can see that nothing
          in it was changed.
        </p>
        {isBackwards(range) ? (
          <Button disabled>Export record</Button>
        ) : (
          <>
            <Button asChild variant="primary">
              <a href={pathOf(slug, range)} download={`${slug}-record.jsonl`}>
                Export record
              </a>
            </Button>
            <Button asChild>
              <a
                href={`${toQuery("/api/admin/audit.csv", slug, filter)}&${toRangeQuery(range)}`}
                download={`${slug}-audit.csv`}
              >
                CSV of what is shown
              </a>
            </Button>
          </>
        )}
      </PopoverContent>
    </Popover>
  );
}

function pathOf(slug: string, range: DayRange): string {
  const workspace = encodeURIComponent(slug);
  return `/api/admin/audit/export?workspace=${workspace}&${toRangeQuery(range)}`;
}
