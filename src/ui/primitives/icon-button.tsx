import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

interface IconButtonProps extends Omit<ButtonProps, "children" | "aria-label"> {
  /** The accessible name, also shown as the tooltip. */
  label: string;
  children: ReactNode;
  tooltip?: boolean;
}

/** A square button with an icon and an accessible name. */
export function IconButton({
  label,
  children,
  tooltip = true,
  variant = "ghost",
  size = "medium",
  className,
  ...rest
}: IconButtonProps) {
  const button = (
    <Button
      aria-label={label}
      variant={variant}
      size={size}
      className={cn(
        "px-0",
        size === "small"
          ? "w-7 coarse:w-9"
          : size === "large"
            ? "w-10 coarse:w-11"
            : "w-8 coarse:w-11",
        className,
      )}
      {...rest}
    >
      {children}
    </Button>
  );
  return tooltip ? <Tooltip content={label}>{button}</Tooltip> : button;
}
