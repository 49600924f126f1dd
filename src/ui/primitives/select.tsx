"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { fieldStyle } from "./input";

interface SelectProps<T extends string> {
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: ReactNode }[];
  id?: string;
  label?: string;
  disabled?: boolean;
  size?: "small" | "medium";
  className?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
}

/** Chooses one of a few options. Name it with `label`, or put it into a `Field`. */
export function Select<T extends string>({
  value,
  onChange,
  options,
  label,
  disabled,
  size = "medium",
  className,
  ...control
}: SelectProps<T>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as T)} disabled={disabled}>
      <Radix.Trigger
        {...control}
        aria-label={label}
        className={cn(
          fieldStyle,
          "inline-flex items-center justify-between gap-2 text-left",
          size === "small" ? "h-8 px-2.5 coarse:h-11" : "h-9 px-3 coarse:h-11",
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value />
        </span>
        <Radix.Icon>
          <ChevronDown aria-hidden className="size-3.5 text-ink-faint" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-80 min-w-(--radix-select-trigger-width) origin-(--radix-select-content-transform-origin) animate-pop overflow-hidden rounded-lg bg-raised p-1 shadow-float"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                className="flex h-8 cursor-default select-none items-center justify-between gap-4 rounded-md px-2 outline-none data-[highlighted]:bg-hover coarse:h-11"
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <Radix.ItemIndicator>
                  <Check aria-hidden className="size-3.5 text-accent" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
