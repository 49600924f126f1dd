"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";

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
            <a href={withRange(path, from, to)} download onClick={onClose}>
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
            max={to || undefined}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        </Field>
        <Field label="To, this day included" aside="optional">
          <Input
            type="date"
            name="to"
            min={from || undefined}
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        </Field>
      </div>
    </Dialog>
  );
}

/** The days begin and end in the time zone of the reader. */
function withRange(path: string, from: string, to: string): string {
  const begin = from === "" ? null : new Date(`${from}T00:00`);
  const end = to === "" ? null : new Date(`${to}T00:00`);
  end?.setDate(end.getDate() + 1);
  const query = [
    begin && `from=${encodeURIComponent(begin.toISOString())}`,
    end && `to=${encodeURIComponent(end.toISOString())}`,
  ].filter(Boolean);
  if (query.length === 0) return path;
  return `${path}${path.includes("?") ? "&" : "?"}${query.join("&")}`;
}
