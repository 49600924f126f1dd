"use client";

import { describeHours } from "@/lib/describe-hours";
import { describeNoEnd } from "@/ui/guests/access-length";
import { Field } from "@/ui/primitives/field";
import { Select } from "@/ui/primitives/select";

const USUAL = [24, 168, 720, 2160];
const NO_END = "none";

interface HoursFieldProps {
  label: string;
  /** A number of hours, or `none`. */
  choice: string;
  /** For how many days the workspace allows access at most; null: any time. */
  maxDays: number | null;
  onChange: (choice: string) => void;
  error?: string | null;
}

/** How long access lasts from joining on: one of the usual times, the one that was asked for, or without an end. */
export function HoursField({ label, choice, maxDays, onChange, error }: HoursFieldProps) {
  const other = choice === NO_END || USUAL.includes(Number(choice)) ? [] : [Number(choice)];
  const hours = [...USUAL, ...other]
    .filter((count) => isWithin(count, maxDays))
    .sort((a, b) => a - b);
  return (
    <Field label={label} hint="Counted from when they join." error={error}>
      <Select
        value={choice}
        onChange={onChange}
        options={[
          ...hours.map((count) => ({ value: String(count), label: describeHours(count) })),
          { value: NO_END, label: describeNoEnd(maxDays) },
        ]}
      />
    </Field>
  );
}

/** Whether the workspace allows access for so many hours. */
export const isWithin = (hours: number, maxDays: number | null): boolean =>
  hours <= 24 * (maxDays ?? Infinity);

/** What is longer than the workspace allows, because it was asked for before the limit, becomes the longest. */
export const toHoursChoice = (hours: number | null, maxDays: number | null): string =>
  hours === null || !isWithin(hours, maxDays) ? NO_END : String(hours);
export const readHours = (choice: string): number | null =>
  choice === NO_END ? null : Number(choice);
