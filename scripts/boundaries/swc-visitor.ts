/* oxlint-disable typescript/no-deprecated -- dependency-cruiser builds on this visitor, deprecated or not */
import type { EmptyStatement, Span, Statement, VariableDeclarator } from "@swc/core";
import { Visitor } from "@swc/core/Visitor.js";

/** What swc's parser makes of `using x = …` and `await using x = …`; its types do not list it. */
interface UsingDeclaration {
  readonly type: "UsingDeclaration";
  readonly span: Span;
  readonly decls: readonly VariableDeclarator[];
}

/**
 * swc's visitor, on which dependency-cruiser builds, refuses a `using` statement with "Unknown statement type".
 * This teaches it to look inside one. What the visitor returns is thrown away, so an empty statement will do.
 */
export function teachUsingDeclarations(): void {
  const known: (this: Visitor, statement: Statement) => Statement = Visitor.prototype.visitStatement;
  Visitor.prototype.visitStatement = function visitStatement(
    this: Visitor,
    statement: Statement | UsingDeclaration,
  ): Statement {
    if (statement.type !== "UsingDeclaration") return known.call(this, statement);
    this.visitVariableDeclarators([...statement.decls]);
    return { type: "EmptyStatement", span: statement.span } satisfies EmptyStatement;
  };
}
