import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";

const TITLE = "invoice_\u202Egnp.exe";
const SHOWN = "invoice_&lt;U+202E&gt;gnp.exe";

/** As a library's component, which draws what it is given by itself. */
const Foreign = ({ children }: { children: string }) => createElement("b", null, children);
/** As one of ours that edits a title: it is given that as it is. */
const Field = ({ title }: { title: string }) => <input readOnly value={title} aria-label={title} />;

test("what is not seen is shown wherever text stands, beside other text and in components of others", () => {
  expect(renderToStaticMarkup(<p title={TITLE}>{TITLE}</p>)).toBe(`<p title="${SHOWN}">${SHOWN}</p>`);
  expect(
    renderToStaticMarkup(
      <p>
        on {TITLE} <Foreign>{TITLE}</Foreign>
      </p>,
    ),
  ).toBe(`<p>on ${SHOWN} <b>${SHOWN}</b></p>`);
});

test("what is edited stays as it is, though it is read aloud as it is seen", () => {
  expect(renderToStaticMarkup(<Field title={TITLE} />)).toBe(
    `<input readOnly="" aria-label="${SHOWN}" value="${TITLE}"/>`,
  );
});
