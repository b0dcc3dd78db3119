import "./markdown.css";
import Renderer, { type Components } from "react-markdown";
import withGithubFlavour from "remark-gfm";
import { useServices } from "../services.tsx";

/**
 * Markdown as elements of the page, never as HTML of the text's own: tags in it are shown as they are written, addresses
 * other than of the web and of mail lead nowhere, and pictures are links, since reading an item must tell nobody.
 */
export function RenderedMarkdown({ text }: { text: string }) {
  const { platform } = useServices();
  return (
    <SafeMarkdown
      text={text}
      open={(url) => {
        platform.openExternal(url);
      }}
    />
  );
}

export function SafeMarkdown({ text, open }: { text: string; open: (url: string) => void }) {
  return (
    <Renderer remarkPlugins={PLUGINS} components={components(open)} urlTransform={webAddress}>
      {text}
    </Renderer>
  );
}

const PLUGINS = [withGithubFlavour];

function components(open: (url: string) => void): Components {
  const link = (href: string | undefined, content: React.ReactNode) =>
    href === undefined || href === "" ? (
      <span>{content}</span>
    ) : (
      <a
        href={href}
        rel="noopener noreferrer"
        onClick={(event) => {
          event.preventDefault();
          open(href);
        }}
      >
        {content}
      </a>
    );
  return {
    a: ({ href, children }) => link(href, children),
    img: ({ src, alt }) => link(typeof src === "string" ? src : undefined, alt === "" || alt === undefined ? src : alt),
    // Headings of the text are below those of the page.
    h1: ({ children }) => <h4>{children}</h4>,
    h2: ({ children }) => <h4>{children}</h4>,
    h3: ({ children }) => <h5>{children}</h5>,
    h4: ({ children }) => <h6>{children}</h6>,
    // Boxes of task lists, which only the text itself ticks.
    input: ({ checked }) => (
      <input
        type="checkbox"
        disabled
        checked={checked === true}
        aria-label={checked === true ? "done" : "to be done"}
      />
    ),
    // What is wider than the page is scrolled, also by keys.
    pre: ({ children }) => (
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
      <pre role="group" aria-label="Code" tabIndex={0}>
        {children}
      </pre>
    ),
    table: ({ children }) => (
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
      <div className="markdown-table" role="group" aria-label="Table" tabIndex={0}>
        <table>{children}</table>
      </div>
    ),
  };
}

/** The address where it leads to the web or to mail, nothing otherwise. */
function webAddress(url: string): string {
  return /^(?:https?:\/\/|mailto:)/i.test(url.trim()) ? url.trim() : "";
}
