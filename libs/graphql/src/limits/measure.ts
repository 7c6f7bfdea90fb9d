import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { assumedItems } from './list-size';

/** How much an operation asks for. */
export interface Measure {
  readonly depth: number;
  readonly cost: number;
}

const NOTHING: Measure = { depth: 0, cost: 0 };

// The schema has a fixed size, and graphql-js bounds how deep it can be asked about: a flat price is fair.
const INTROSPECTION_COST: Readonly<Record<string, number>> = { __schema: 1_000, __type: 100, __typename: 1 };

/**
 * Measures documents against a schema. A field costs one, plus its selection times the number of items expected.
 * Fragments are measured once each, so that nesting them can't make measuring itself costly.
 */
export class DocumentMeasure {
  /** True once a list's size was found to depend on a variable: then the cost is known only with the variables. */
  dependsOnVariables = false;

  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #measured = new Map<string, Measure>();
  #defaults = new Map<string, unknown>();

  /** @param variables as sent; without them a variable counts as its default, or as one */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly document: DocumentNode,
    private readonly variables: Readonly<Record<string, unknown>> = {},
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    }
  }

  get operations(): readonly OperationDefinitionNode[] {
    return this.document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  }

  measure(operation: OperationDefinitionNode): Measure {
    this.#measured.clear();
    this.#defaults = new Map(
      (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
        variable.name.value,
        defaultValue?.kind === Kind.INT ? Number(defaultValue.value) : undefined,
      ]),
    );
    return this.#selection(operation.selectionSet, this.schema.getRootType(operation.operation) ?? undefined);
  }

  #selection(selectionSet: SelectionSetNode, type: GraphQLCompositeType | undefined): Measure {
    let depth = 0;
    let cost = 0;
    for (const selection of selectionSet.selections) {
      let part: Measure;
      if (selection.kind === Kind.FIELD) part = this.#field(selection, type);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) part = this.#fragment(selection.name.value);
      else part = this.#selection(selection.selectionSet, this.#typeNamed(selection.typeCondition?.name.value) ?? type);
      depth = Math.max(depth, part.depth);
      cost += part.cost;
    }
    return { depth, cost };
  }

  #field(node: FieldNode, parent: GraphQLCompositeType | undefined): Measure {
    const introspection = INTROSPECTION_COST[node.name.value];
    if (introspection !== undefined) return { depth: 1, cost: introspection };
    const definition =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (node.selectionSet === undefined) return { depth: 1, cost: 1 };
    const named = definition && getNamedType(definition.type);
    const inner = this.#selection(node.selectionSet, isCompositeType(named) ? named : undefined);
    return { depth: inner.depth + 1, cost: 1 + inner.cost * this.#items(node, definition) };
  }

  #fragment(name: string): Measure {
    const known = this.#measured.get(name);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    if (fragment === undefined) return NOTHING;
    // Stands while the fragment itself is measured: a cycle, refused by another rule, ends here.
    this.#measured.set(name, NOTHING);
    const measure = this.#selection(fragment.selectionSet, this.#typeNamed(fragment.typeCondition.name.value));
    this.#measured.set(name, measure);
    return measure;
  }

  #items(node: FieldNode, definition: GraphQLField<unknown, unknown> | undefined): number {
    const first = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
    if (first?.kind === Kind.INT) return atLeastOne(Number(first.value));
    if (first?.kind === Kind.VARIABLE) {
      this.dependsOnVariables = true;
      return atLeastOne(this.variables[first.name.value] ?? this.#defaults.get(first.name.value));
    }
    const unasked = definition?.args.find(({ name }) => name === 'first')?.defaultValue;
    if (first === undefined && unasked !== undefined) return atLeastOne(unasked);
    if (definition !== undefined && isListType(getNullableType(definition.type))) return assumedItems(definition);
    return 1;
  }

  #typeNamed(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}

function atLeastOne(value: unknown): number {
  return typeof value === 'number' && value > 1 ? value : 1;
}
