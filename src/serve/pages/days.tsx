interface DaysProps {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly label?: string;
}

/** The fields of a form that ask from which day on and up to which. */
export function Days({ from, to, label = "From" }: DaysProps) {
  return (
    <>
      <label>
        {label} <input name="from" value={from} placeholder="2031-03-01" size={11} />
      </label>
      <label>
        to <input name="to" value={to} placeholder="2031-03-31" size={11} />
      </label>
    </>
  );
}
