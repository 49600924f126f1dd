import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Plain parts of a table: thin lines, quiet headings, aligned figures. */
export function Table({ className, ...rest }: ComponentProps<"table">) {
  return <table className={cn("nums w-full border-collapse text-left", className)} {...rest} />;
}

export function TableHead({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn(
        "h-9 whitespace-nowrap border-b px-3 text-left font-medium text-ink-faint text-meta first:pl-4 last:pr-4 md:last:pr-5 md:first:pl-5",
        className,
      )}
      {...rest}
    />
  );
}

export function TableRow({ className, ...rest }: ComponentProps<"tr">) {
  return <tr className={cn("border-b transition-colors hover:bg-hover/60", className)} {...rest} />;
}

export function TableCell({ className, ...rest }: ComponentProps<"td">) {
  return (
    <td
      className={cn(
        "px-3 py-2.5 align-middle first:pl-4 last:pr-4 md:last:pr-5 md:first:pl-5",
        className,
      )}
      {...rest}
    />
  );
}
