import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonLook } from "./button-look";
import { cn } from "./cn";
import { Spinner } from "./spinner";

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** Renders its only child (a link) in the style of a button. */
  asChild?: boolean;
  /** Shows that work is running, and ignores further clicks. */
  busy?: boolean;
}

export function Button({
  asChild,
  busy,
  variant,
  size,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  const style = cn(buttonLook(variant, size), className);
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
