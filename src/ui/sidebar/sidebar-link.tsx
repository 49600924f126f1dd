"use client";

import Link from "next/link";
import { type MouseEvent, type ReactNode, useRef } from "react";
import { cn } from "@/ui/primitives/cn";

interface SidebarLinkProps {
  href: string;
  current: boolean;
  strong?: boolean;
  faint?: boolean;
  icon: ReactNode;
  children: ReactNode;
  /** Shown at the right, for example a count. */
  aside?: ReactNode;
  onClick?: (event: MouseEvent<HTMLAnchorElement>) => void;
  /** The user reaches for it: rests on it, presses it or moves to it by the keyboard. */
  onReach?: () => void;
}

/** A pointer that only passes over a line rests on it for less. */
const REST_MS = 50;

export function SidebarLink({
  href,
  current,
  strong,
  faint,
  icon,
  children,
  aside,
  onClick,
  onReach,
}: SidebarLinkProps) {
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={current ? "page" : undefined}
      onClick={onClick}
      onPointerEnter={
        onReach &&
        (() => {
          resting.current = setTimeout(onReach, REST_MS);
        })
      }
      onPointerLeave={() => clearTimeout(resting.current)}
      onPointerDown={onReach}
      onFocus={onReach}
      className={cn(
        "flex h-8 shrink-0 items-center gap-2 rounded-md px-2 text-ink-soft transition-colors hover:bg-hover hover:text-ink coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint",
        current &&
          "bg-accent-soft font-medium text-accent-ink hover:bg-accent-soft hover:text-accent-ink [&_svg]:text-accent-ink",
        strong && !current && "font-semibold text-ink",
        faint && !current && "text-ink-faint",
      )}
    >
      <span className="grid w-5 shrink-0 place-items-center">{icon}</span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {aside}
    </Link>
  );
}
