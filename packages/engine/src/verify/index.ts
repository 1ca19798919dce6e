export type { Catalog } from '../catalog/catalog.ts';
export type { CatalogObject, ObjectKind } from '../catalog/catalog-object.ts';
export { identityOf } from '../catalog/identity-of.ts';
export { type CompareOptions, compareCatalogs } from './compare-catalogs.ts';
export { type Finding, type Origin, type Severity, severities } from './finding.ts';
export { type FindingCode, findingCodes } from './finding-codes.ts';
export { type InspectOptions, inspectCatalog } from './inspect-catalog.ts';
export { joinFindings } from './join-findings.ts';
export type { Normalise, TextForm } from './same-text.ts';
