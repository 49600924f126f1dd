"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/primitives/button";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { nameOwnZone } from "@/ui/time-zone";
import { type DayRange, LAST_DAY, toRangeQuery } from "@/ui/day-range";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/primitives/popover";
import { type AuditFilter, toQuery } from "./use-audit";

/** Takes the signed record out as a file, all of it or that of some days. */
export function ExportRecord({ slug, filter }: { slug: string; filter: AuditFilter }) {
  const [range, setRange] = useState<DayRange>({ from: "", to: "" });
  const isBackwards = range.from !== "" && range.to !== "" && range.to < range.from;
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button>
          <Download aria-hidden />
          <span className="max-sm:sr-only">Export</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Export the record" className="flex flex-col gap-3">
        <Field label="From" aside="optional">
          <Input
            type="date"
            max={LAST_DAY}
            value={range.from}
            onChange={({ target }) => setRange({ ...range, from: target.value })}
          />
        </Field>
        <Field
          label="To"
          aside="optional"
          error={isBackwards ? "This day is before the first" : null}
        >
          <Input
            type="date"
            max={LAST_DAY}
            value={range.to}
            onChange={({ target }) => setRange({ ...range, to: target.value })}
          />
        </Field>
        <p className="text-pretty text-ink-faint text-meta">
          Days in {nameOwnZone()}. Every line is signed: whoever gets the file can see that nothing
          in it was changed.
        </p>
        {isBackwards ? (
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
