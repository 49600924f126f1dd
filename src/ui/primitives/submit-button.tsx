"use client";

import { useHydrated } from "@/ui/use-hydrated";
import { Button, type ButtonProps } from "./button";
import { cn } from "./cn";

/**
 * The submit button of a form that the server has rendered. It is disabled until hydration: the browser would otherwise
 * submit the form itself, and put the password into the URL.
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
