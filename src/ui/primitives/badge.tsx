import type { ComponentProps } from "react";
import { cn } from "./cn";

const STYLE =
  "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-full px-2 font-medium text-meta [&_svg]:size-3";

const TONES = {
  neutral: "bg-hover text-ink-soft",
  accent: "bg-accent-soft text-accent-ink",
  guest: "bg-guest-soft text-guest-ink",
  cut: "bg-cut-soft text-cut-ink",
  confirmed: "bg-confirmed-soft text-confirmed-ink",
  outline: "border text-ink-soft",
};

export interface BadgeProps extends ComponentProps<"span"> {
  tone?: keyof typeof TONES | undefined;
}

/**
 * A word in a pill. Use `guest` only for guests, `cut` only for people whose access was revoked, `confirmed` only for receipts.
 */
export function Badge({ tone = "neutral", className, ...rest }: BadgeProps) {
  return <span className={cn(STYLE, TONES[tone], className)} {...rest} />;
}
