import type { ReactNode } from "react";
import { OpenSidebarButton } from "@/ui/shell/open-sidebar-button";

interface PageHeaderProps {
  title: ReactNode;
  /** A count or a word beside the title. */
  aside?: ReactNode;
  /** Buttons at the right. */
  children?: ReactNode;
}

/** The 52 px header of the main area. On a phone it has the button that opens the sidebar. */
export function PageHeader({ title, aside, children }: PageHeaderProps) {
  return (
    <header className="flex h-header shrink-0 items-center gap-2 border-b px-4 md:px-5">
      <OpenSidebarButton />
      <div className="flex min-w-0 flex-1 items-baseline gap-2">
        <h1 className="truncate font-semibold text-message">{title}</h1>
        {aside && <span className="nums truncate text-ink-faint">{aside}</span>}
      </div>
      {children && <div className="flex shrink-0 items-center gap-2">{children}</div>}
    </header>
  );
}
