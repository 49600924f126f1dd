import { ArrowRight } from "lucide-react";
import { cn } from "@/ui/primitives/cn";

export interface OtherWorkspace {
  id: string;
  slug: string;
  name: string;
}

interface OtherWorkspacesProps {
  workspaces: readonly OtherWorkspace[];
  className?: string;
}

/** Links for a user who cannot stay on this page: their own workspaces that are open to them, and no others. */
export function OtherWorkspaces({ workspaces, className }: OtherWorkspacesProps) {
  if (workspaces.length === 0) return null;
  return (
    <nav aria-labelledby="other-workspaces" className={cn("text-left", className)}>
      <h2 id="other-workspaces" className="px-3 pb-1 font-medium text-ink-faint text-meta">
        {workspaces.length === 1 ? "Your other workspace" : "Your other workspaces"}
      </h2>
      <ul>
        {workspaces.map(({ id, slug, name }) => (
          <li key={id}>
            <a
              href={`/w/${encodeURIComponent(slug)}`}
              className="flex min-h-9 items-center gap-2 rounded-md px-3 py-1.5 hover:bg-hover coarse:min-h-11"
            >
              <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{name}</span>
              <ArrowRight aria-hidden className="size-4 shrink-0 text-ink-faint" />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
