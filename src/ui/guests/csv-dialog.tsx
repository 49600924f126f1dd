"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { LAST_DAY, toRangeQuery } from "@/ui/day-range";

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
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
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
          <Button asChild variant="primary">
            <a href={withQuery(path, toRangeQuery({ from, to }))} download onClick={onClose}>
              <Download aria-hidden />
              Download CSV
            </a>
          </Button>
        </>
      }
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="From" aside="optional">
          <Input
            type="date"
            name="from"
            max={to || LAST_DAY}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        </Field>
        <Field label="To, this day included" aside="optional">
          <Input
            type="date"
            name="to"
            min={from || undefined}
            max={LAST_DAY}
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        </Field>
      </div>
    </Dialog>
  );
}

const withQuery = (path: string, query: string) =>
  query === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${query}`;
