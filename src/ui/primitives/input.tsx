import type { ComponentProps } from "react";
import { cn } from "./cn";

export const fieldStyle =
  "w-full rounded-md border border-line-strong bg-raised text-ui text-ink shadow-low transition-[border-color,box-shadow] placeholder:text-ink-faint hover:border-ink-faint focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent/40 disabled:opacity-60 aria-invalid:border-2 aria-invalid:border-ink";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input dir="auto" className={cn(fieldStyle, "h-9 px-3 coarse:h-11", className)} {...rest} />
  );
}
