import { type DayRange, isBackwards, LAST_DAY } from "@/ui/day-range";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";

interface DayRangeFieldsProps {
  range: DayRange;
  onChange: (range: DayRange) => void;
}

/** The first and the last day of what is taken out. It says so where the last one is before the first. */
export function DayRangeFields({ range, onChange }: DayRangeFieldsProps) {
  return (
    <>
      <Field label="From" aside="optional">
        <Input
          type="date"
          name="from"
          max={LAST_DAY}
          value={range.from}
          onChange={({ target }) => onChange({ ...range, from: target.value })}
        />
      </Field>
      <Field
        label="To, this day included"
        aside="optional"
        live
        error={isBackwards(range) ? "This day is before the first" : null}
      >
        <Input
          type="date"
          name="to"
          max={LAST_DAY}
          value={range.to}
          onChange={({ target }) => onChange({ ...range, to: target.value })}
        />
      </Field>
    </>
  );
}
