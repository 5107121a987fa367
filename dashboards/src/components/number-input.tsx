import { InputNumber, type InputNumberProps } from 'antd';
import { useLanguage } from '../i18n';
import { typedNumber } from '../model/typed-number';

/** Takes a number as people of either language write it, and shows it as those of the page's language do: 18,5 in Vietnamese. */
export function NumberInput(props: InputNumberProps<number>) {
  const language = useLanguage();
  // What is no number must reach the field as text, which it then refuses; its type only knows numbers.
  const parser = (text: string | undefined): number => typedNumber(text ?? '', language) as unknown as number;
  return <InputNumber<number> decimalSeparator={language === 'vi' ? ',' : '.'} parser={parser} {...props} />;
}
