import type { ComponentProps } from "react";
import { cn } from "./cn";
import { fieldStyle } from "./input";

/** A text field that grows with its text, up to the height that its class allows. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      className={cn(fieldStyle, "field-sizing-content min-h-18 resize-none px-3 py-2", className)}
      {...rest}
    />
  );
}
