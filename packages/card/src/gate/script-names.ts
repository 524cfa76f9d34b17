import type { Pattern, Program } from 'acorn';
import { simple } from 'acorn-walk';

/** Names that a pattern binds: `{a, b: [c], ...d}` binds a, c and d. */
function boundNames(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : boundNames(element)));
    case 'RestElement':
      return boundNames(pattern.argument);
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'MemberExpression':
      return [];
  }
}

/**
 * Every name the program declares in any scope. Scopes are not told apart: a page that declares `top` may use it
 * everywhere. What a script does in spite of that is stopped by the frame's policy, not by its words.
 */
export function declaredNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  const bind = (pattern: Pattern | null | undefined): void => {
    for (const name of pattern ? boundNames(pattern) : []) names.add(name);
  };
  simple(program, {
    VariableDeclarator: ({ id }) => bind(id),
    CatchClause: ({ param }) => bind(param),
    Function: ({ id, params }) => {
      bind(id);
      params.forEach(bind);
    },
    Class: ({ id }) => bind(id),
  });
  return names;
}
