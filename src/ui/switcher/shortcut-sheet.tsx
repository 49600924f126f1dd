"use client";

import { Dialog } from "@/ui/primitives/dialog";
import { Kbd } from "@/ui/primitives/kbd";
import { isApple } from "./keys";

/** The shortcuts, with the names that the keys have on this device. */
function listShortcuts(): { name: string; keys: [string, string[]][] }[] {
  const [control, alt, shift] = isApple() ? ["⌘", "⌥", "⇧"] : ["Ctrl", "Alt", "Shift"];
  return [
    {
      name: "Getting around",
      keys: [
        ["Jump to a channel, person or page", [control, "K"]],
        ["Next channel", [alt, "↓"]],
        ["Previous channel", [alt, "↑"]],
        ["Next unread", [alt, shift, "↓"]],
        ["Previous unread", [alt, shift, "↑"]],
        ["Mark everything as read", [shift, "Esc"]],
      ],
    },
    {
      name: "Search",
      keys: [
        ["Search messages", ["/"]],
        ["Search while writing", [control, shift, "F"]],
      ],
    },
    {
      name: "Writing",
      keys: [
        ["Send", ["Enter"]],
        ["New line", [shift, "Enter"]],
        ["Send from a block of code", [control, "Enter"]],
        ["Bold", [control, "B"]],
        ["Italic", [control, "I"]],
        ["Strikethrough", [control, shift, "X"]],
        ["Code", [control, "E"]],
        ["Edit your last message", ["↑"]],
      ],
    },
    { name: "Help", keys: [["This sheet", ["?"]]] },
  ];
}

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Keyboard shortcuts"
      description="While you write, letters and arrow keys edit your text."
    >
      <div className="flex flex-col gap-5">
        {listShortcuts().map((part) => (
          <section key={part.name} aria-label={part.name}>
            <h3 className="mb-1 font-medium text-ink-faint text-meta">{part.name}</h3>
            <dl>
              {part.keys.map(([what, keys]) => (
                <div key={what} className="flex min-h-8 items-center justify-between gap-4">
                  <dt>{what}</dt>
                  <dd className="flex shrink-0 gap-1">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
