/** The parts of OC4IDS 0.9 that this export fills; what they mean is said in the standard's own schema. */
export interface Oc4idsProject {
  readonly id: string;
  readonly updated: string;
  readonly language: string;
  readonly identifiers?: readonly { readonly id: string; readonly scheme: string }[];
  readonly title: string;
  readonly description?: string;
  readonly status?: string;
  readonly period?: { readonly startDate?: string; readonly endDate?: string };
  readonly sector?: readonly string[];
  readonly additionalClassifications?: readonly Classification[];
  readonly type?: string;
  readonly locations?: readonly Location[];
  readonly budget?: { readonly amount: Value };
  readonly publicAuthority?: { readonly id: string; readonly name: string };
  readonly parties?: readonly Organization[];
  readonly documents?: readonly Document[];
  readonly milestones?: readonly Milestone[];
  readonly completion?: { readonly endDate: string };
}

export interface Classification {
  readonly scheme: string;
  readonly id: string;
  readonly description?: string;
}

export interface Location {
  readonly id: string;
  readonly description: string;
  readonly gazetteer?: { readonly scheme: string; readonly identifiers: readonly string[] };
}

export interface Value {
  readonly amount: number;
  readonly currency: string;
}

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly identifier?: { readonly scheme: string; readonly id: string; readonly legalName: string };
  readonly roles: readonly string[];
}

export interface Document {
  readonly id: string;
  readonly documentType: string;
  readonly title: string;
  readonly description?: string;
  readonly datePublished?: string;
  readonly author?: string;
}

export interface Milestone {
  readonly id: string;
  readonly title: string;
  readonly type?: string;
  readonly description: string;
  readonly code: string;
  readonly dueDate?: string;
  readonly dateMet?: string;
  readonly dateModified?: string;
  readonly status?: 'scheduled' | 'met' | 'notMet';
}
