import { Download } from "lucide-react";
import { Button } from "@/ui/primitives/button";
import { Section } from "@/ui/settings/section";

export function ExportSection({ slug }: { slug: string }) {
  return (
    <Section title="Export" lead="Owners only.">
      <Button asChild>
        <a href={`/api/workspaces/${encodeURIComponent(slug)}/export`} download={`${slug}.jsonl`}>
          <Download aria-hidden />
          Export as JSON Lines
        </a>
      </Button>
      <p className="mt-2 text-pretty text-ink-faint text-meta">
        People, channels and messages, one a line, private channels too. Direct conversations belong
        to the people in them and stay out.
      </p>
    </Section>
  );
}
