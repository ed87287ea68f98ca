import type { Address, Consent, Customer } from '../shop-state.ts';
import { bag, gid, leaf, object, plain, sameLeaves, type Schema } from './schema-kit.ts';

const consentLeaves = {
  state: leaf<Consent>((consent) => consent.state),
  optInLevel: leaf<Consent>((consent) => consent.optInLevel),
  updatedAt: leaf<Consent>((consent) => plain(consent.updatedAt)),
  collectedFrom: leaf<Consent>((consent) => consent.collectedFrom),
};

/** Since 2026-10 the older words are the new object. */
export const customerTypes: Schema = {
  Customer: {
    id: leaf<Customer>((customer) => gid('Customer', customer.id)),
    legacyResourceId: leaf<Customer>((customer) => String(customer.id)),
    ...sameLeaves<Customer>('firstName', 'lastName', 'locale', 'tags', 'createdAt', 'updatedAt', 'email', 'phone'),
    displayName: leaf<Customer>((customer) => `${customer.firstName} ${customer.lastName}`.trim()),
    numberOfOrders: leaf<Customer>((customer, { shop }) => String([...shop.orders.values()].filter((order) => order.customerId === customer.id).length)),
    amountSpent: object<Customer>('MoneyV2', (customer, _args, { shop }) =>
      bag([...shop.orders.values()].filter((order) => order.customerId === customer.id).reduce((total, order) => total + order.totalMinor, 0)),
    ),
    defaultEmailAddress: object<Customer>('CustomerEmailAddress', (customer) => (customer.email === null ? null : customer)),
    defaultPhoneNumber: object<Customer>('CustomerPhoneNumber', (customer) => (customer.phone === null ? null : customer)),
    defaultAddress: object<Customer>('MailingAddress', () => null),
  },
  CustomerEmailAddress: {
    emailAddress: leaf<Customer>((customer) => customer.email),
    marketingState: leaf<Customer>((customer) => customer.emailConsent.state),
    marketingOptInLevel: leaf<Customer>((customer) => customer.emailConsent.optInLevel),
    marketingUpdatedAt: leaf<Customer>((customer) => plain(customer.emailConsent.updatedAt)),
  },
  CustomerPhoneNumber: {
    phoneNumber: leaf<Customer>((customer) => customer.phone),
    marketingState: leaf<Customer>((customer) => customer.sms.state),
    marketingOptInLevel: leaf<Customer>((customer) => customer.sms.optInLevel),
    marketingUpdatedAt: leaf<Customer>((customer) => plain(customer.sms.updatedAt)),
    smsMarketingConsent: object<Customer>('CustomerSmsMarketingConsent', (customer) => customer.sms, [], '2026-10'),
    whatsAppMarketingConsent: object<Customer>('CustomerWhatsAppMarketingConsent', (customer) => customer.whatsApp, [], '2026-07'),
  },
  CustomerSmsMarketingConsent: consentLeaves,
  CustomerWhatsAppMarketingConsent: consentLeaves,
  MailingAddress: {
    ...sameLeaves<Address>('firstName', 'lastName', 'address1', 'city', 'province', 'zip', 'phone'),
    name: leaf<Address>((address) => `${address.firstName} ${address.lastName}`.trim()),
    countryCodeV2: leaf<Address>((address) => address.countryCode),
  },
};
