/** People and what recognises them. */
export { applyIdentityChanges } from './apply-identity-changes.ts';
export { resolveContacts } from './resolve-contacts.ts';
export type { PersonMention } from './resolve-contacts.ts';
export type { Identity, IdentityKind } from './person-identities.ts';
export { dropContactCode, eraseContactCodes, forgetContactCodes, hasShownWho, isContactCodeGood, issueContactCode, readContactCode, redeemContactCode, repointContactCodes } from './contact-codes.ts';
export { keptConversation } from './kept-conversation.ts';
export { addTags } from './add-tags.ts';
export { preferencesOf, rememberPreference } from './remember-preference.ts';
export { mergeCustomers, storeCustomers } from './store-customers.ts';
export { eraseAgain } from './erase-contact.ts';
export { eraseShop } from './erase-shop.ts';
export { exportPerson } from './export-person.ts';
export { applyPrivacyRequests } from './privacy-requests.ts';
export { addContactRoutes } from './routes.ts';
