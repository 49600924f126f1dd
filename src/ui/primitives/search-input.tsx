import { Search } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Input } from "./input";

interface SearchInputProps extends Omit<ComponentProps<"input">, "type" | "aria-label"> {
  /** Its name, and what stands in it while it is empty. */
  label: string;
  /** A different text for while it is empty. */
  placeholder?: string;
  /** Stands at the right. */
  children?: ReactNode;
}

/** A field that narrows down the list below it. */
export function SearchInput({
  label,
  placeholder = label,
  className,
  children,
  ...rest
}: SearchInputProps) {
  return (
    <div className={cn("relative", className)}>
      <Search
        aria-hidden
        className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        className="peer h-full pl-8"
        {...rest}
      />
      {children}
    </div>
  );
}
