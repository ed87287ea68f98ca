import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { PaymentDetail, PaymentSettingsSchema, TillList } from '#contract/payment';
import type { PaymentSettings, RefundBody } from '#contract/payment';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

export function usePayment(linkId: string) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('payment', linkId), queryFn: ({ signal }) => request(PaymentDetail, workspace.api(`/payments/${linkId}`), { signal }) });
}

export function useTills() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('connection', 'tills'), queryFn: ({ signal }) => request(TillList, workspace.api('/tills'), { signal }) });
}

export function usePaymentSettings() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('payment', 'settings'), queryFn: ({ signal }) => request(PaymentSettingsSchema, workspace.api('/payment-settings'), { signal }) });
}

function usePaymentChange<Input>(run: (input: Input, api: (path: string) => string) => Promise<unknown>) {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => run(input, workspace.api),
    onSettled: () => queries.invalidateQueries({ queryKey: workspace.key('payment') }),
  });
}

/** `key`: of one wish to give back; sending it again gives back nothing more. */
export const useRefund = (linkId: string) =>
  usePaymentChange(({ key, ...body }: RefundBody & { key: string }, api) => request(PaymentDetail, api(`/payments/${linkId}/refund`), { body, idempotencyKey: key }));

export const useMakeOrder = (linkId: string) => usePaymentChange((_: void, api) => request(PaymentDetail, api(`/payments/${linkId}/order`), { body: {} }));

export const useMarkHandled = (linkId: string) => usePaymentChange((_: void, api) => request(PaymentDetail, api(`/payments/${linkId}/handled`), { body: {} }));

export const useChangePaymentSettings = () => usePaymentChange((settings: PaymentSettings, api) => request(PaymentSettingsSchema, api('/payment-settings'), { method: 'PUT', body: settings }));
