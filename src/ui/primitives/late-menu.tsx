"use client";

import { type ComponentType, type ReactNode, Suspense, useState } from "react";

export interface LateMenuProps {
  /** What the button shows. */
  children: ReactNode;
  className: string;
}

interface Props<P> extends LateMenuProps {
  /** The menu with its button, open; fetched when it is wanted. */
  menu: ComponentType<LateMenuProps & P>;
  /** What the menu has to know besides. */
  facts: P;
  /** Begins to fetch it. */
  prepare: () => unknown;
}

/** The button of a menu whose script is fetched when one reaches for it. */
export function LateMenu<P extends object>(props: Props<P>) {
  const { menu: Menu, facts, prepare, className, children } = props;
  const [wanted, setWanted] = useState(false);
  const button = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      className={className}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={() => setWanted(true)}
      onKeyDown={(event) => event.key === "ArrowDown" && setWanted(true)}
    >
      {children}
    </button>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <Menu {...facts} className={className}>
        {children}
      </Menu>
    </Suspense>
  );
}
