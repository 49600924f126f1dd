"use client";

import { Tabs as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const Tabs = Radix.Root;
export const TabsContent = Radix.Content;

export function TabsList({ className, ...rest }: ComponentProps<typeof Radix.List>) {
  return (
    <Radix.List
      className={cn("inline-flex items-center gap-0.5 rounded-lg bg-hover p-0.5", className)}
      {...rest}
    />
  );
}

export function TabsTrigger({ className, ...rest }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      className={cn(
        "relative inline-flex h-7 items-center justify-center gap-1.5 rounded-md px-3 font-medium text-ink-soft transition-colors touch-target hover:text-ink data-[state=active]:bg-raised dark:data-[state=active]:bg-line data-[state=active]:text-ink data-[state=active]:shadow-low coarse:h-10",
        className,
      )}
      {...rest}
    />
  );
}
