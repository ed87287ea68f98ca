import { useTranslation } from 'react-i18next';
import type { Connection } from '#contract/connection';

/** The vendor of a connection as the reader's language calls it, such as “Chat en tu sitio”. */
export function useVendorName(): (connection: Pick<Connection, 'vendor' | 'vendorName'>) => string {
  const { t } = useTranslation('connections');
  return ({ vendor, vendorName }) => t(`vendors.${vendor}.name`, { defaultValue: vendorName });
}
