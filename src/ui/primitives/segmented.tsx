"use client";

import { ToggleGroup as Radix } from "radix-ui";
import type { KeyboardEvent, ReactNode } from "react";
import { cn } from "./cn";

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: ReactNode; count?: number }[];
  /** On a phone: as wide as the page, without counts, and with as little space as the words need to be fully visible. */
  wide?: boolean;
  className?: string;
}

/** Chooses one of a few options, all of which are visible: for filters and the theme. */
export function Segmented<T extends string>({
  label,
  value,
  onChange,
  options,
  wide = false,
  className,
}: SegmentedProps<T>) {
  return (
    <Radix.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => next && onChange(next as T)}
      className={cn(
        "inline-flex items-center gap-0.5 rounded-lg bg-hover p-0.5",
        wide &&
          "max-sm:w-full max-sm:overflow-x-auto max-sm:*:flex-1 max-sm:*:justify-center max-sm:*:gap-1 max-sm:*:px-1",
        wide && "max-[22.5rem]:gap-0 max-[22.5rem]:*:text-meta",
        className,
      )}
    >
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          onKeyDown={submitForm}
          className="inline-flex h-7 items-center gap-1.5 whitespace-nowrap rounded-md px-2.5 font-medium text-ink-soft transition-colors hover:text-ink data-[state=on]:bg-raised dark:data-[state=on]:bg-line data-[state=on]:text-ink data-[state=on]:shadow-low coarse:h-11"
        >
          {option.label}
          {option.count !== undefined && (
            <span className={cn("nums text-ink-faint text-meta", wide && "max-sm:hidden")}>
              {option.count}
            </span>
          )}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}

/** Enter on the chosen option submits the form, as it does on a native radio button. */
function submitForm(event: KeyboardEvent<HTMLButtonElement>): void {
  const { dataset, form } = event.currentTarget;
  if (event.key !== "Enter" || dataset.state !== "on" || !form) return;
  event.preventDefault();
  form.querySelector<HTMLElement>("[type=submit]")?.click();
}
