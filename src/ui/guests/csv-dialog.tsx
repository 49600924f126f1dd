"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { type DayRange, isBackwards, toRangeQuery } from "@/ui/day-range";
import { DayRangeFields } from "@/ui/day-range-fields";
import { nameOwnZone } from "@/ui/time-zone";

interface CsvDialogProps {
  title: string;
  /** What the dates are those of. */
  hint: string;
  /** The address of the file, with its other filters. */
  path: string;
  onClose: () => void;
}

/** Asks for a range of days, and downloads what is in it for spreadsheet programs. */
export function CsvDialog({ title, hint, path, onClose }: CsvDialogProps) {
  const [range, setRange] = useState<DayRange>({ from: "", to: "" });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={hint}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          {isBackwards(range) ? (
            <Button variant="primary" disabled>
              <Download aria-hidden />
              Download CSV
            </Button>
          ) : (
            <Button asChild variant="primary">
              <a href={withQuery(path, toRangeQuery(range))} download onClick={onClose}>
                <Download aria-hidden />
                Download CSV
              </a>
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <DayRangeFields range={range} onChange={setRange} />
      </div>
      <p className="mt-3 text-ink-faint text-meta">Days in {nameOwnZone()}.</p>
    </Dialog>
  );
}

const withQuery = (path: string, query: string) =>
  query === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${query}`;
