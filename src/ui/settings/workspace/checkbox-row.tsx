"use client";

import { useId } from "react";
import { Alert } from "@/ui/primitives/alert";
import { Checkbox } from "@/ui/primitives/checkbox";

interface CheckboxRowProps {
  label: string;
  hint: string;
  checked: boolean;
  busy: boolean;
  /** Why it could not be saved; null if it could. */
  failure: string | null;
  onChange: (checked: boolean) => void;
}

/** A checkbox with a name, what it means, and why it could not be saved. */
export function CheckboxRow({ label, hint, checked, busy, failure, onChange }: CheckboxRowProps) {
  const id = useId();
  return (
    <div>
      <div className="flex items-start gap-3">
        <Checkbox
          id={id}
          className="mt-0.5"
          checked={checked}
          disabled={busy}
          aria-describedby={`${id}-hint`}
          onCheckedChange={(wanted) => onChange(wanted === true)}
        />
        <div>
          <label htmlFor={id} className="block font-medium">
            {label}
          </label>
          <p id={`${id}-hint`} className="text-pretty text-ink-faint text-meta">
            {hint}
          </p>
        </div>
      </div>
      {failure !== null && <Alert className="mt-3">{failure}</Alert>}
    </div>
  );
}
