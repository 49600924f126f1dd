import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Spinner } from "./spinner";

const STYLE = [
  "relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium",
  "transition-[background-color,border-color,color,box-shadow,opacity] touch-target",
  "disabled:cursor-not-allowed disabled:opacity-50 aria-busy:cursor-progress",
  "[&_svg]:size-4 [&_svg]:shrink-0",
];

const VARIANTS = {
  primary: "bg-accent text-on-accent shadow-low hover:bg-accent-hover",
  secondary: "border border-line-strong/60 bg-raised text-ink shadow-low hover:bg-hover",
  ghost: "text-ink-soft hover:bg-hover hover:text-ink data-[state=open]:bg-hover",
  cut: "bg-cut text-on-cut shadow-low hover:bg-cut-hover focus-visible:outline-cut",
  "cut-quiet":
    "border border-line-strong/60 bg-raised text-cut-ink shadow-low hover:border-cut/60 hover:bg-cut-soft",
  link: "h-auto! rounded-sm px-0! text-accent-ink underline decoration-accent/40 underline-offset-3 hover:decoration-accent",
};

const SIZES = {
  small: "h-7 px-2.5 text-meta coarse:h-9",
  medium: "h-8 px-3 text-ui coarse:h-11",
  large: "h-10 px-4 text-ui coarse:h-11",
};

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: keyof typeof VARIANTS | undefined;
  size?: keyof typeof SIZES | undefined;
  /** Renders its only child (a link) in the style of a button. */
  asChild?: boolean;
  /** Shows that work is running, and ignores further clicks. */
  busy?: boolean;
}

export function Button({
  asChild,
  busy,
  variant = "secondary",
  size = "medium",
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  const style = cn(STYLE, VARIANTS[variant], SIZES[size], className);
  if (asChild) {
    return (
      <Slot.Root className={style} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      className={style}
      aria-busy={busy || undefined}
      disabled={disabled || busy}
      {...rest}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}
