/** The herd, drawn together: six dots on their way to one point. */
export function Logo({ size = 18 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="4 3.5 24 25" fill="var(--accent)" aria-hidden="true">
      <circle cx="23.5" cy="16" r="3.2" />
      <circle cx="15.8" cy="10.6" r="2.6" opacity=".75" />
      <circle cx="15.8" cy="21.4" r="2.6" opacity=".75" />
      <circle cx="8.4" cy="6.2" r="2" opacity=".45" />
      <circle cx="8.4" cy="16" r="2" opacity=".45" />
      <circle cx="8.4" cy="25.8" r="2" opacity=".45" />
    </svg>
  );
}
