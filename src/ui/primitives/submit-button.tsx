"use client";

import { useHydrated } from "@/ui/use-hydrated";
import { Button, type ButtonProps } from "./button";
import { cn } from "./cn";

/**
 * The button of a form that the server has rendered. Before the page is alive it cannot be pressed: the
 * browser would send the form by itself, and write the password into the address.
 */
export function SubmitButton({ disabled, className, ...rest }: ButtonProps) {
  const alive = useHydrated();
  return (
    <Button
      {...rest}
      type="submit"
      disabled={disabled || !alive}
      className={cn(!alive && "disabled:cursor-default disabled:opacity-100", className)}
    />
  );
}
