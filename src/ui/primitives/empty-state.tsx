import type { ReactNode } from "react";
import { cn } from "./cn";

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** 1 if it is the whole page. */
  level?: 1 | 2;
  className?: string;
}

/** The content of an empty list: what the list is for, and what to do first. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  level = 2,
  className,
}: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div
      className={cn(
        "mx-auto flex max-w-sm flex-col items-center px-6 py-16 text-center",
        className,
      )}
    >
      {icon && (
        <div aria-hidden className="mb-4 text-ink-faint [&_svg]:size-8 [&_svg]:stroke-[1.5]">
          {icon}
        </div>
      )}
      <Heading className="font-semibold text-base">{title}</Heading>
      {children && <div className="mt-1 text-pretty text-ink-soft">{children}</div>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
